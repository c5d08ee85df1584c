import {
  type Ancestor,
  type CreatedBy,
  detached,
  type Goroutine,
  outermostTest,
  type RawFrame,
  type Trace,
} from "../../model/index.ts";
import { BoundedLines } from "../bounded.ts";
import {
  type Call,
  frameOf,
  type Header,
  isElision,
  type Place,
  parseAncestor,
  parseCall,
  parseCreatedBy,
  parsePlace,
} from "./frames.ts";

/** Distinct stacks and goroutine ids kept of one dump; more are counted only. */
const GROUP_LIMIT = 2000;
const LINEAGE_LIMIT = 200_000;

interface Group {
  count: number;
  first: Goroutine;
}

/** A place, and the number that stands for it in the keys of stacks. */
interface KnownPlace {
  readonly place: Place;
  readonly id: number;
}

/** A stack under construction. */
interface Building {
  readonly header: Header;
  readonly frames: RawFrame[];
  /** Grows by one number pair a frame: equal stacks have equal keys. */
  key: string;
  elided: boolean;
  createdBy: CreatedBy | null;
  readonly ancestors: { goroutine: number; frames: RawFrame[] }[];
}

/**
 * Reads the goroutines of one dump line by line and groups equal stacks as they
 * come, in time linear in the lines: each distinct line is parsed once.
 */
export class DumpReader {
  readonly #groups = new Map<string, Group>();
  readonly #lineage = new Map<
    number,
    { testFunction: string | null; createdBy: string | null; createdIn: number | null }
  >();
  readonly #places = new Map<string, { place: Place; id: number } | null>();
  readonly #functions = new Map<string, number>();
  readonly #raw = new BoundedLines(220, 0);
  #goroutines = 0;
  #building: Building | null = null;
  #call: Call | null = null;
  #creator: Pick<CreatedBy, "function" | "goroutine"> | null = null;

  /** Starts a goroutine; its header was checked by the caller. */
  begin(header: Header, line: string): void {
    this.finish();
    this.#raw.push(line);
    this.#building = {
      header: { id: header.id, state: detached(header.state) },
      frames: [],
      key: "",
      elided: false,
      createdBy: null,
      ancestors: [],
    };
  }

  get raw(): BoundedLines {
    return this.#raw;
  }

  /** The first goroutine printed: the one that died, unless it is the alarm's. */
  get first(): Goroutine | null {
    return this.#groups.values().next().value?.first ?? null;
  }

  /** Takes the next line of a stack; false where it is none, and the stack is over. */
  offer(line: string): boolean {
    const building = this.#building;
    if (building === null) return false;
    const taken =
      this.#call !== null || this.#creator !== null
        ? this.#offerPlace(line, building)
        : this.#offerCall(line, building);
    if (taken) this.#raw.push(line);
    else this.finish();
    return taken;
  }

  #offerCall(line: string, building: Building): boolean {
    if (isElision(line)) {
      building.elided = true;
      building.key += "…";
      return true;
    }
    const creator = parseCreatedBy(line);
    if (creator !== null) {
      this.#creator = creator;
      return true;
    }
    const ancestor = parseAncestor(line);
    if (ancestor !== null) {
      building.ancestors.push({ goroutine: ancestor, frames: [] });
      return true;
    }
    this.#call = parseCall(line);
    return this.#call !== null;
  }

  #offerPlace(line: string, building: Building): boolean {
    const known = this.#place(line);
    if (known === null) {
      this.#call = null;
      this.#creator = null;
      return false;
    }
    if (this.#creator !== null) this.#setCreator(building, this.#creator, known);
    else if (this.#call !== null) this.#addFrame(building, this.#call, known);
    this.#creator = null;
    this.#call = null;
    return true;
  }

  #setCreator(
    building: Building,
    creator: Pick<CreatedBy, "function" | "goroutine">,
    { place, id }: KnownPlace,
  ): void {
    if (building.ancestors.length > 0) return;
    building.createdBy = {
      function: detached(creator.function),
      file: place.file,
      line: place.line,
      goroutine: creator.goroutine,
    };
    building.key += `<${this.#functionId(creator.function)}@${id}`;
  }

  #addFrame(building: Building, call: Call, { place, id }: KnownPlace): void {
    const ancestor = building.ancestors.at(-1);
    if (ancestor !== undefined) {
      ancestor.frames.push(frameOf({ ...call, function: detached(call.function) }, place));
      return;
    }
    building.key += `${this.#functionId(call.function)}@${id}${call.inlined ? "i" : ","}`;
    building.frames.push(frameOf(call, place));
  }

  #functionId(name: string): number {
    const known = this.#functions.get(name);
    if (known !== undefined) return known;
    const id = this.#functions.size;
    this.#functions.set(detached(name), id);
    return id;
  }

  #place(line: string): KnownPlace | null {
    const known = this.#places.get(line);
    if (known !== undefined) return known;
    const place = parsePlace(line);
    if (place === null) return null;
    const entry = {
      place: { file: detached(place.file), line: place.line },
      id: this.#places.size,
    };
    // GOTRACEBACK=system prints stack pointers on every line: no two are equal.
    if (!line.includes(" fp=0x")) this.#places.set(detached(line), entry);
    return line.includes(" fp=0x")
      ? { ...entry, id: this.#functionId(`${place.file}:${place.line}`) }
      : entry;
  }

  /** Ends the goroutine being read, if any. */
  finish(): void {
    const building = this.#building;
    this.#building = null;
    this.#call = null;
    this.#creator = null;
    if (building === null) return;
    if (building.frames.length === 0 && building.createdBy === null) return;
    this.#goroutines += 1;
    this.#remember(building);
    const group = this.#groups.get(building.key);
    if (group !== undefined) group.count += 1;
    else if (this.#groups.size < GROUP_LIMIT) {
      this.#groups.set(building.key, { count: 1, first: completed(building) });
    }
  }

  #remember(building: Building): void {
    if (this.#lineage.size >= LINEAGE_LIMIT) return;
    this.#lineage.set(building.header.id, {
      testFunction: outermostTest(building.frames),
      createdBy: building.createdBy?.function ?? null,
      createdIn: building.createdBy?.goroutine ?? null,
    });
  }

  view(): Trace {
    this.finish();
    return {
      groups: [...this.#groups.values()],
      goroutines: this.#goroutines,
      lineage: this.#lineage,
    };
  }
}

function completed(building: Building): Goroutine {
  return {
    id: building.header.id,
    state: building.header.state,
    frames: building.frames.map((frame) => ({ ...frame, function: detached(frame.function) })),
    elided: building.elided,
    createdBy: building.createdBy,
    ancestors: building.ancestors as readonly Ancestor[],
  };
}
