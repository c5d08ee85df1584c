import type { TestInfo } from "../../model/index.ts";
import { plainSeconds } from "../../outline/index.ts";
import { forXml } from "../escape.ts";

/** The builder takes thirty times as long for a case that says nothing: these are most of them. */
export function plainCase({ name, package: path, seconds, file, line }: TestInfo): string {
  const time = seconds === null ? "" : ` time="${rounded(seconds)}"`;
  const place = file === null ? "" : ` file="${attribute(file)}"`;
  const at = file === null || line === null || line === 0 ? "" : ` line="${line}"`;
  return `    <testcase name="${attribute(name)}" classname="${attribute(path)}"${time}${place}${at}/>\n`;
}

const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  '"': "&quot;",
  "\t": "&#x9;",
  "\n": "&#xA;",
  "\r": "&#xD;",
};

/** As the builder writes attributes. */
const attribute = (text: string): string =>
  forXml(text).replace(/[&<"\t\n\r]/g, (letter) => REFERENCES[letter] ?? "");

/** Milliseconds are enough. */
export const rounded = (seconds: number): number => Math.round(plainSeconds(seconds) * 1000) / 1000;
