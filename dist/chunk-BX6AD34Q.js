import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  baseLine,
  baseWords,
  becauseOf,
  codeInMarkdown,
  commandData,
  commandProperty,
  countsLine,
  fence,
  forLog,
  forMarkdown,
  headingOf,
  howOften,
  howOftenShort,
  howSure,
  shortFunction,
  shortened,
  waiverOf,
  whatOf
} from "./chunk-ZDWIRJ3U.js";
import {
  ImpossibleError
} from "./chunk-SRB23FOB.js";

// src/deliver/files.ts
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync
} from "node:fs";
import { dirname, join, resolve } from "node:path";
var SUMMARY_BYTES = 1024 * 1024 - 1024;
function openReportDir(dir) {
  try {
    if (makeFolder(resolve(dir))) writeFileSync(join(dir, ".gitignore"), "*\n");
    else if (!statSync(dir).isDirectory()) throw Object.assign(new Error(dir), { code: "EEXIST" });
  } catch (error) {
    throw cannotWrite(dir, error);
  }
}
function makeFolder(dir) {
  if (existsSync(dir)) return false;
  const parent = dirname(dir);
  if (parent !== dir) makeFolder(parent);
  mkdirSync(dir);
  return true;
}
function writeParts(file, parts) {
  const draft = `${file}.part`;
  try {
    const handle = openSync(draft, "w");
    try {
      for (const part of parts) writeSync(handle, part);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw cannotWrite(file, error);
  }
}
var REASONS = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left",
  ENOENT: "it can't be made there",
  ENOTDIR: "a part of the path is no folder",
  EEXIST: "a file of that name is in the way",
  EISDIR: "a folder of that name is in the way"
};
function cannotWrite(place, error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return new ImpossibleError(`${place} can't be written: ${why}; choose another folder with --out`);
}

// src/deliver/progress.ts
function openProgress(terminal, columns) {
  let shown = false;
  const clear = () => {
    if (shown) process.stderr.write("\r\x1B[K");
    shown = false;
  };
  return {
    status(text) {
      if (!terminal) return;
      clear();
      process.stderr.write(text.slice(0, Math.max(20, columns - 1)));
      shown = true;
    },
    line(text) {
      clear();
      process.stderr.write(`${text}
`);
    },
    end: clear
  };
}

// src/deliver/index.ts
var loadGithub = () => import("./github-EYAL2XXF.js");

// src/app/policy.ts
import { existsSync as existsSync2 } from "node:fs";
import { join as join2 } from "node:path";
async function policyOf(run, root) {
  const { failOn, unknownBaseline } = run;
  const today = (/* @__PURE__ */ new Date()).toISOString().slice(0, 10);
  if (!existsSync2(join2(root, ".panicpath.yml")))
    return { failOn, unknownBaseline, waivers: [], today };
  const { readWaivers } = await import("./waivers-AVKWE4TQ.js");
  return { failOn, unknownBaseline, waivers: readWaivers(root), today };
}

// src/render/json.ts
function* renderJson(report) {
  const entries = Object.entries(report);
  yield "{\n";
  for (const [index, [key, value]] of entries.entries()) {
    const last = index === entries.length - 1 ? "\n" : ",\n";
    if (!Array.isArray(value) || value.length === 0) {
      yield `${JSON.stringify(key)}: ${JSON.stringify(value)}${last}`;
      continue;
    }
    yield `${JSON.stringify(key)}: [
`;
    yield* joinedItems(value);
    yield `
]${last}`;
  }
  yield "}\n";
}
var BATCH = 200;
function* joinedItems(items) {
  for (let from = 0; from < items.length; from += BATCH) {
    const text = items.slice(from, from + BATCH).map((item) => JSON.stringify(item)).join(",\n");
    yield from === 0 ? text : `,
${text}`;
  }
}

// src/render/annotations.ts
var PER_LEVEL = 10;
var COMMANDS = {
  error: "error",
  warning: "warning",
  note: "notice"
};
function renderAnnotations(report) {
  const lines = ["error", "warning", "note"].flatMap(
    (severity) => chosen(report.findings.filter((finding) => levelOf(finding) === severity)).map(commandOf)
  );
  return lines.map((line) => `${line}
`).join("");
}
var levelOf = (finding) => finding.baseline === "known" || finding.waived !== null ? "note" : finding.severity;
function chosen(findings) {
  const placed = findings.filter((finding) => finding.file !== null);
  const others = findings.filter((finding) => finding.file === null);
  const all = [...placed, ...others];
  if (all.length <= PER_LEVEL) return all;
  return all.slice(0, PER_LEVEL);
}
function commandOf(finding) {
  const properties = [
    finding.file === null ? "" : `file=${commandProperty(finding.file)}`,
    finding.file === null || finding.line === null ? "" : `line=${finding.line}`,
    `title=${commandProperty(`panicpath: ${finding.rule}`)}`
  ].filter((property) => property !== "");
  return `::${COMMANDS[levelOf(finding)]} ${properties.join(",")}::${commandData(shortened(finding.message, 2e3))}`;
}

// src/render/markdown.ts
function renderMarkdown(report, limits) {
  const head = [title(report), overview(report, limits), countsText(report)].filter(
    (part) => part !== ""
  );
  const sections = [
    ...report.incidents.map(
      (incident) => incidentSection(incident, waiverOf(report, incident), limits)
    ),
    ...failureSections(report, limits),
    ...notRunSections(report),
    ...fixedSections(report),
    ...noteSections(report)
  ];
  const foot = footer(report);
  const room = limits.length - head.join("\n\n").length - foot.length - 200;
  return `${[...head, ...fitting(sections, room), foot].join("\n\n")}
`;
}
function fitting(sections, room) {
  const kept = [];
  let left = room;
  let omitted = 0;
  for (const section of sections) {
    if (section.text.length + 2 <= left) {
      kept.push(section.text);
      left -= section.text.length + 2;
    } else if (section.instead !== "" && section.instead.length + 2 <= left - 1e3) {
      kept.push(section.instead);
      left -= section.instead.length + 2;
    } else omitted += 1;
  }
  return omitted === 0 ? kept : [...kept, `\u2026 and ${omitted} more: see report.json`];
}
function title(report) {
  const sign = report.verdict.pass ? "\u2705" : "\u274C";
  const partial = report.run.complete ? "" : " (interrupted)";
  return `### ${sign} panicpath: ${forMarkdown(report.verdict.summary)}${partial}`;
}
var TABLE_LIMIT = 20;
function overview(report, limits) {
  if (report.incidents.length === 0) return "";
  const rows2 = report.incidents.slice(0, TABLE_LIMIT).map(
    (incident) => [
      "",
      forMarkdown(headingOf(incident).toLowerCase()),
      incident.test === null ? codeInMarkdown(incident.package) : codeInMarkdown(shortened(incident.test, 80)),
      forMarkdown(shortened(whatOf(incident), 120)),
      placeLink(incident, limits),
      forMarkdown(howOftenShort(incident)),
      ""
    ].join(" | ").trim()
  );
  const more = report.incidents.length > TABLE_LIMIT ? [`
\u2026 and ${report.incidents.length - TABLE_LIMIT} more`] : [];
  return ["| | test | what | where | how often |", "|---|---|---|---|---|", ...rows2, ...more].join(
    "\n"
  );
}
function placeLink(incident, limits) {
  const { site } = incident;
  if (site === null) return "";
  const name = site.function === null ? "" : ` ${codeInMarkdown(shortFunction(site.function))}`;
  return `${linkTo(site.file, site.line, limits)}${name}`;
}
function linkTo(file, line, limits) {
  const text = codeInMarkdown(line === null || line === 0 ? file : `${file}:${line}`);
  if (limits.blobUrl === null) return text;
  const path = file.split("/").map(encodeURIComponent).join("/").replaceAll("(", "%28").replaceAll(")", "%29");
  return `[${text}](${limits.blobUrl}/${path}${line === null || line === 0 ? "" : `#L${line}`})`;
}
function countsText(report) {
  const ran = report.variants.filter((variant) => variant.state === "ran").length;
  const under = report.run.mode === "run" && ran > 1 ? `; run under ${ran} variants` : "";
  return `${forMarkdown(countsLine(report))}${under}.`;
}
var details = (summary, parts, open) => `<details${open ? " open" : ""}><summary>${summary}</summary>

${parts.filter((part) => part !== "").join("\n\n")}

</details>`;
function incidentSection(incident, waiver, limits) {
  const name = incident.site?.function;
  const where = name == null ? codeInMarkdown(incident.test ?? incident.package) : codeInMarkdown(shortFunction(name));
  const summary = `<b>${forMarkdown(headingOf(incident).toLowerCase())}</b> ${where}: ${forMarkdown(shortened(whatOf(incident), 200))}`;
  const parts = [
    waiver === null ? "" : `Waived: ${forMarkdown(waiver)}`,
    placeText(incident, limits),
    sourceText(incident),
    factsText(incident),
    pathTable(incident),
    traceText(incident)
  ];
  return {
    text: details(summary, parts, false),
    instead: `- ${summary} ${placeLink(incident, limits)}`
  };
}
var placeText = (incident, limits) => incident.site === null ? "" : `At ${linkTo(incident.site.file, incident.site.line, limits)}`;
function sourceText(incident) {
  const { site } = incident;
  if (site === null || site.source.length === 0) return "";
  const width = String(site.source.at(-1)?.line ?? 0).length;
  const lines = site.source.map(
    (each) => `${String(each.line).padStart(width)} ${each.line === site.line ? "\u25B6" : " "} ${each.text}`
  );
  return fence(lines, "go");
}
function factsText(incident) {
  const facts = [];
  if (incident.test !== null)
    facts.push(`Test: ${codeInMarkdown(incident.test)} (${forMarkdown(howSure(incident))})`);
  if (incident.detail !== null)
    facts.push(`Detail: ${forMarkdown(shortened(incident.detail, 300))}`);
  if (incident.createdBy !== null && !incident.createdBy.startsWith("testing.")) {
    facts.push(`Goroutine created by ${codeInMarkdown(incident.createdBy)}`);
  }
  for (const link of incident.chain.slice(1)) {
    facts.push(`Then panicked again: ${forMarkdown(shortened(link.message, 200))}`);
  }
  const base = baseWords(incident);
  if (base !== null) facts.push(`Base: ${forMarkdown(base)}`);
  if (incident.note !== null) facts.push(`Note: ${forMarkdown(incident.note)}`);
  if (incident.reproduce !== null) {
    const proven = incident.reproduceProven === false ? " (did not fail when tried this way)" : "";
    facts.push(`Reproduce: ${codeInMarkdown(incident.reproduce)}${proven}`);
  }
  return facts.map((fact) => `- ${fact}`).join("\n");
}
var PATH_LIMIT = 16;
function pathTable(incident) {
  if (incident.path.length < 2) return "";
  const rows2 = incident.path.map(
    (frame) => `| ${codeInMarkdown(shortFunction(frame.function ?? "?"))} | ${codeInMarkdown(`${frame.file}:${frame.line}`)} | ${frame.owner} | ${frame.inlined ? "inlined" : "physical"} |`
  );
  const half = PATH_LIMIT / 2;
  const shown = rows2.length > PATH_LIMIT ? [
    ...rows2.slice(0, half),
    `| \u2026 ${rows2.length - PATH_LIMIT} more | | | |`,
    ...rows2.slice(-half)
  ] : rows2;
  return ["| panic path | | code | compiled |", "|---|---|---|---|", ...shown].join("\n");
}
function traceText(incident) {
  if (incident.trace.length === 0) return "";
  const goroutine = incident.goroutine === null ? "" : ` (goroutine ${incident.goroutine.id})`;
  return details(`trace${goroutine}`, [fence(incident.trace.slice(0, 120), "text")], false);
}
var FAILURE_LIMIT = 50;
function failureSections(report, limits) {
  const failures = report.findings.filter((finding) => finding.rule === "test-failure");
  const only = report.findings.filter((finding) => finding.rule === "variant-only-failure");
  const rest = report.findings.filter((each) => each.rule === "flaky" || each.rule === "waiver");
  return [
    ...listSection("test failures", failures, report, limits),
    ...listSection("failures under one variant only", only, report, limits),
    ...listSection("flaky tests and waivers to look at", rest, report, limits)
  ];
}
function listSection(name, findings, report, limits) {
  if (findings.length === 0) return [];
  const blocks = findings.slice(0, FAILURE_LIMIT).map((finding) => failureBlock(finding, report, limits));
  const more = findings.length > FAILURE_LIMIT ? [`\u2026 and ${findings.length - FAILURE_LIMIT} more`] : [];
  const summary = `<b>${findings.length}</b> ${name}`;
  return [{ text: details(summary, [...blocks, ...more], false), instead: summary }];
}
function failureBlock(finding, report, limits) {
  const test = report.tests.find(
    (each) => each.package === finding.package && each.name === finding.test
  );
  const place = finding.file === null ? "" : ` ${linkTo(finding.file, finding.line, limits)}`;
  const said = finding.rule === "test-failure" ? "" : ` ${forMarkdown(finding.message)}`;
  const output = (test?.output ?? []).slice(0, 20);
  const head = `${codeInMarkdown(finding.test ?? "")}${place}${said}`;
  return output.length === 0 ? head : `${head}

${fence(output, "text")}`;
}
function fixedSections(report) {
  if (report.fixed.length === 0) return [];
  const lines = report.fixed.slice(0, 50).map(
    (incident) => `- ${codeInMarkdown(incident.test ?? incident.package)}: ${forMarkdown(shortened(whatOf(incident), 200))}`
  );
  const summary = `<b>${report.fixed.length}</b> fixed: well done`;
  return [{ text: details(summary, [lines.join("\n")], false), instead: summary }];
}
function notRunSections(report) {
  if (report.notRun.length === 0) return [];
  const byReason = /* @__PURE__ */ new Map();
  for (const entry of report.notRun) {
    byReason.set(entry.because, [...byReason.get(entry.because) ?? [], entry]);
  }
  const blocks = [...byReason].map(([because, entries]) => {
    const names = entries.slice(0, 60).map((entry) => codeInMarkdown(entry.test)).join(", ");
    const more = entries.length > 60 ? `, and ${entries.length - 60} more` : "";
    return `${forMarkdown(becauseOf(because, report.incidents))}: ${names}${more}`;
  });
  const summary = `<b>${report.notRun.length}</b> tests never ran`;
  return [{ text: details(summary, blocks, false), instead: summary }];
}
function noteSections(report) {
  const left = report.variants.filter((variant) => variant.state !== "ran");
  const lines = [
    ...report.warnings,
    ...left.map(
      (variant) => `variant ${variant.name}: ${variant.state}${variant.reason === null ? "" : `, ${variant.reason}`}`
    ),
    ...report.run.budgetLeftOut.slice(0, 10).map((what) => `no time for ${what}`),
    ...report.run.budgetLeftOut.length > 10 ? [`no time for ${report.run.budgetLeftOut.length - 10} more: see report.json`] : [],
    ...report.unread.lines > 0 ? [`${report.unread.lines} lines of output could not be read`] : []
  ];
  if (lines.length === 0) return [];
  const text = lines.slice(0, 30).map((line) => `> - ${forMarkdown(shortened(line, 500))}`).join("\n");
  return [{ text, instead: "" }];
}
function footer(report) {
  const { version, goos, goarch } = report.go;
  const go = version === null ? "" : `${version}${goos === null ? "" : ` ${goos}/${goarch}`}`;
  const variants = report.variants.map((variant) => variant.name).join(", ");
  const base = baseLine(report) ?? "";
  const parts = [go, variants, base, `panicpath ${report.tool.version}`].filter(
    (part) => part !== ""
  );
  return `<sub>${parts.map(forMarkdown).join(" \xB7 ")}</sub>`;
}

// src/render/text.ts
var paint = (code, on) => (text) => on ? `\x1B[${code}m${text}\x1B[0m` : text;
function inkOf(on) {
  return {
    red: paint(31, on),
    green: paint(32, on),
    yellow: paint(33, on),
    bold: paint(1, on),
    dim: paint(2, on)
  };
}
function renderText(report, limits) {
  const ink = inkOf(limits.color);
  const lines = [
    heading(report, ink),
    ...variantLines(report, ink),
    ...baseLines(report),
    ...incidentBlocks(report, limits, ink),
    ...failureLines(report, ink),
    ...notRunLines(report, ink),
    ...report.warnings.map((warning) => `${ink.yellow("warning")}  ${forLog(warning)}`),
    ...leftOutLines(report, ink),
    ...unreadLines(report, ink),
    "",
    verdictLine(report, ink)
  ];
  return `${lines.join("\n")}
`;
}
function heading(report, ink) {
  const { version, goos, goarch, modules } = report.go;
  const go = version === null ? [] : [`${version}${goos === null ? "" : ` ${goos}/${goarch}`}`];
  const paths = modules.slice(0, 3).map((module) => module.path);
  return [ink.bold(`panicpath ${report.tool.version}`), ...go, ...paths.map(forLog)].join(" \xB7 ");
}
function variantLines(report, ink) {
  if (report.run.mode === "parse") return [];
  const width = Math.max(...report.variants.map((variant) => variant.name.length));
  return report.variants.map((variant) => {
    const name = variant.name.padEnd(width);
    if (variant.state !== "ran") {
      const why = variant.reason === null ? "" : `: ${forLog(variant.reason)}`;
      return `  ${ink.yellow("-")} ${name}  ${variant.state}${why}`;
    }
    const failed = variantFailures(report, variant.name);
    const sign = failed === "" ? ink.green("\u2713") : ink.red("\u2717");
    const seconds = variant.seconds === null ? "" : ink.dim(`  ${variant.seconds.toFixed(1)}s`);
    return `  ${sign} ${name}  ${failed === "" ? "passes" : failed}${seconds}`;
  });
}
function baseLines(report) {
  const line = baseLine(report);
  const fixed = report.fixed.map(
    (incident) => `    fixed: ${forLog(whatOf(incident))} in ${forLog(incident.test ?? incident.package)}`
  );
  return [...line === null ? [] : [`  \xB7 ${forLog(line)}`], ...fixed];
}
function variantFailures(report, variant) {
  const incidents = report.incidents.filter(
    (incident) => incident.occurrences.some((each) => each.variant === variant && each.failed > 0)
  ).length;
  const failures = report.tests.filter(
    (test) => test.runs.some((run) => run.variant === variant && run.outcome === "fail")
  ).length;
  return [
    incidents > 0 ? plural(incidents, "incident") : "",
    failures > 0 ? plural(failures, "failed test") : ""
  ].filter((part) => part !== "").join(", ");
}
var plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
function incidentBlocks(report, limits, ink) {
  const full = report.incidents.slice(0, limits.incidents);
  const rest = report.incidents.slice(limits.incidents);
  return [
    ...full.flatMap((incident) => [
      "",
      ...incidentBlock(incident, waiverOf(report, incident), limits, ink)
    ]),
    ...rest.length > 0 ? [""] : [],
    ...rest.map(
      (incident) => `${ink.red(headingOf(incident))}  ${placeOf(incident)}  ${forLog(whatOf(incident))}`
    )
  ];
}
var placeOf = (incident) => incident.site === null ? forLog(incident.package) : `${forLog(incident.site.file)}:${incident.site.line}`;
function incidentBlock(incident, waiver, limits, ink) {
  const { site } = incident;
  const name = site?.function === null || site === null ? "" : `, ${forLog(shortFunction(site.function))}`;
  return [
    `${ink.bold(ink.red(headingOf(incident)))}  ${ink.bold(shortened(forLog(whatOf(incident)), 400))}  ${ink.dim(incident.fingerprint)}`,
    ...site === null ? [] : [`  ${forLog(site.file)}:${site.line}${name}`],
    ...sourceLines(site?.source ?? [], site?.line ?? 0, limits, ink),
    "",
    ...rows(incident, waiver).map(([key, text]) => `  ${ink.dim(key.padEnd(12))} ${forLog(text)}`)
  ];
}
function sourceLines(source, line, limits, ink) {
  if (source.length === 0) return [];
  const width = String(source.at(-1)?.line ?? 0).length;
  return [
    "",
    ...source.map((each) => {
      const sign = each.line === line ? ink.red("\u25B6") : " ";
      const expanded = each.text.replaceAll("	", "    ");
      const indent = /^ */.exec(expanded)?.[0] ?? "";
      return `  ${sign} ${String(each.line).padStart(width)} \u2502 ${indent}${shortened(forLog(expanded), limits.columns)}`;
    })
  ];
}
function rows(incident, waiver) {
  const found = [];
  const add = (key, text) => {
    if (text !== null && text !== "") found.push([key, text]);
  };
  add("test", incident.test === null ? null : `${incident.test}   (${howSure(incident)})`);
  add(
    "also in",
    incident.tests.filter((test) => test !== incident.test).slice(0, 5).join(", ")
  );
  add("package", incident.package);
  add("how often", howOften(incident));
  add("base", baseWords(incident));
  add("waived", waiver);
  add("detail", incident.detail);
  add("note", incident.note);
  add("goroutine", goroutineOf(incident));
  for (const link of incident.chain.slice(1)) add("then", `panic: ${link.message}`);
  add("path", pathOf(incident));
  add("others", othersOf(incident));
  add("try it", incident.reproduce);
  add("", incident.reproduceProven === false ? "(did not fail when tried this way)" : null);
  return found;
}
function goroutineOf(incident) {
  if (incident.goroutine === null) return null;
  const by = incident.createdBy === null ? "" : `, created by ${incident.createdBy}`;
  return `${incident.goroutine.id} [${incident.goroutine.state}]${by}`;
}
function pathOf(incident) {
  const names = incident.path.map((frame) => shortFunction(frame.function ?? "?"));
  if (names.length < 2) return null;
  const shown = names.length > 10 ? [...names.slice(0, 4), "\u2026", ...names.slice(-5)] : names;
  return shown.join(" \u203A ");
}
function othersOf(incident) {
  const [most] = incident.others;
  if (most === void 0) return null;
  const all = incident.others.reduce((sum, other) => sum + other.count, 0);
  const where = most.top === null ? "" : ` at ${most.top.file}:${most.top.line}`;
  return `${all} more, most of them ${most.count} x [${most.state}]${where}`;
}
var LISTED = 20;
var LISTED_RULES = ["test-failure", "flaky", "variant-only-failure", "waiver"];
function failureLines(report, ink) {
  const findings = report.findings.filter((finding) => LISTED_RULES.includes(finding.rule));
  if (findings.length === 0) return [];
  const lines = findings.slice(0, LISTED).flatMap((finding) => {
    const test = report.tests.find(
      (each) => each.package === finding.package && each.name === finding.test
    );
    const sign = finding.rule === "test-failure" ? ink.red("FAIL") : ink.yellow("note");
    const place = finding.file === null ? "" : `  ${forLog(finding.file)}:${finding.line ?? 0}`;
    const said = finding.rule === "test-failure" ? forLog(finding.test ?? "") : forLog(finding.message);
    return [`${sign}  ${said}${place}`, ...outputLines(test)];
  });
  const more = findings.length > LISTED ? [`      and ${findings.length - LISTED} more`] : [];
  return ["", ...lines, ...more];
}
function outputLines(test) {
  const lines = (test?.output ?? []).filter(
    (line) => line.trim() !== "" && !/^\s*(?:===|---) /.test(line)
  );
  const shown = lines.slice(0, 6).map((line) => `  ${indented(line)}`);
  return lines.length > 6 ? [...shown, `      \u2026 ${lines.length - 6} more lines`] : shown;
}
function indented(line) {
  const expanded = line.replaceAll("	", "    ");
  const indent = /^ */.exec(expanded)?.[0].slice(0, 40) ?? "";
  return indent + shortened(forLog(expanded), 200);
}
function notRunLines(report, ink) {
  const groups = /* @__PURE__ */ new Map();
  for (const entry of report.notRun) {
    const key = `${entry.package}
${entry.because}`;
    groups.set(key, [...groups.get(key) ?? [], entry]);
  }
  const lines = [...groups.values()].map((entries) => {
    const [first] = entries;
    const names = entries.slice(0, 8).map((entry) => forLog(entry.test)).join(", ");
    const more = entries.length > 8 ? `, and ${entries.length - 8} more` : "";
    const why = becauseOf(first?.because ?? "", report.incidents);
    return `${ink.yellow("NEVER RAN")}  ${forLog(first?.package ?? "")}: ${names}${more} (${forLog(why)})`;
  });
  return lines.length === 0 ? [] : ["", ...lines];
}
function leftOutLines(report, ink) {
  const left = report.run.budgetLeftOut;
  if (left.length === 0) return [];
  const more = left.length > 5 ? ` and ${left.length - 5} more` : "";
  return [
    `${ink.yellow("no time")}  for ${left.slice(0, 5).map(forLog).join(", ")}${more} (see --budget)`
  ];
}
function unreadLines(report, ink) {
  if (report.unread.lines === 0) return [];
  const sample = report.unread.samples[0];
  const example = sample === void 0 ? "" : `, the first: ${shortened(forLog(sample), 120)}`;
  return [`${ink.yellow("unread")}   ${plural(report.unread.lines, "line")}${example}`];
}
function verdictLine(report, ink) {
  const { verdict } = report;
  const sign = verdict.pass ? ink.green("\u2713") : ink.red("\u2717");
  const gate = `gate: ${verdict.failOn.join(",")}`;
  const partial = report.run.complete ? "" : " The run was interrupted: this is what is known so far.";
  return `${sign} ${ink.bold(verdict.summary)} (${gate}). ${countsLine(report)}.${partial}`;
}

// src/render/index.ts
var loadJunit = () => import("./junit-3YRFSAR7.js");

// src/app/publish.ts
import { join as join3 } from "node:path";
async function* rendered(report, format, settings, json = renderJson(report)) {
  const { surroundings } = settings;
  const blobUrl = surroundings.github?.blobUrl ?? null;
  switch (format) {
    case "json":
      yield* json;
      return;
    case "markdown":
      yield renderMarkdown(report, { length: SUMMARY_BYTES / 3, blobUrl });
      return;
    case "junit":
      yield* (await loadJunit()).renderJunit(report);
      return;
    case "annotations":
      yield renderAnnotations(report);
      return;
    case "text":
      yield renderText(report, {
        color: surroundings.color,
        columns: surroundings.columns,
        incidents: 20
      });
      return;
  }
}
async function writeReportFiles(report, dir, settings, json = renderJson(report)) {
  openReportDir(dir);
  writeParts(join3(dir, "report.json"), json);
  const { renderJunit } = await loadJunit();
  writeParts(join3(dir, "junit.xml"), renderJunit(report));
  const blobUrl = settings.surroundings.github?.blobUrl ?? null;
  writeParts(join3(dir, "summary.md"), [
    renderMarkdown(report, { length: SUMMARY_BYTES / 3, blobUrl })
  ]);
}
async function print(parts) {
  for await (const part of parts) {
    if (!process.stdout.write(part)) {
      await new Promise((resolve2) => process.stdout.once("drain", resolve2));
    }
  }
}
async function publishToGithub(report, run, settings) {
  const { github } = settings.surroundings;
  if (run.annotations) process.stdout.write(renderAnnotations(report));
  if (github === null) return;
  const { appendSummary, setOutputs } = await loadGithub();
  if (github.summary !== null) {
    const markdown = renderMarkdown(report, { length: SUMMARY_BYTES / 3, blobUrl: github.blobUrl });
    appendSummary(github.summary, markdown);
  }
  if (github.output !== null) setOutputs(outputsOf(report, run));
}
function outputsOf(report, run) {
  return {
    verdict: report.verdict.pass ? "pass" : "fail",
    summary: report.verdict.summary,
    incidents: report.incidents.length,
    "new-incidents": report.incidents.filter(
      (each) => each.baseline === "new" || each.baseline === "unknown"
    ).length,
    failures: report.findings.filter((finding) => finding.rule === "test-failure").length,
    "not-run": report.notRun.length,
    report: join3(run.reportDir, "report.json"),
    junit: join3(run.reportDir, "junit.xml"),
    "summary-file": join3(run.reportDir, "summary.md")
  };
}
var codeOf = (report) => report.verdict.pass ? 0 : 1;

export {
  openReportDir,
  openProgress,
  policyOf,
  renderJson,
  rendered,
  writeReportFiles,
  print,
  publishToGithub,
  codeOf
};
