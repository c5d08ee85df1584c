import{createRequire}from"node:module";const require=createRequire(import.meta.url);

// src/render/escape.ts
var UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
var KEPT = /* @__PURE__ */ new Set(["	", "\n", "\u200D"]);
function visible(text) {
  return text.toWellFormed().replace(UNSEEN, (char) => KEPT.has(char) ? char : shownControl(char));
}
function shownControl(char) {
  const code = char.charCodeAt(0);
  if (code < 32) return String.fromCharCode(9216 + code);
  return code === 127 ? "\u2421" : "\uFFFD";
}
function oneLine(text) {
  return visible(text.replace(/[\r\n\t]+/g, " ")).trim();
}
function shortened(text, limit) {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).toWellFormed().replace(/\ufffd$/, "")}\u2026`;
}
var inert = (line) => line.replace(/^(\s*):(?=:)/, "$1:\u2060").replaceAll("##[", "##\u2060[");
function forLog(text) {
  return inert(oneLine(text));
}
var SAFE_IN_MARKDOWN = /[A-Za-z0-9 ,./():=;+%'"^{}?-]/;
function forMarkdown(text) {
  let out = "";
  for (const char of oneLine(text)) {
    const harmless = SAFE_IN_MARKDOWN.test(char) || (char.codePointAt(0) ?? 0) > 127;
    out += harmless ? char : `&#${char.codePointAt(0)};`;
    if (char === "@" || char === "#") out += "\u2060";
  }
  return out.replaceAll("://", "&#58;//").replace(/www\./gi, (start) => `${start.slice(0, 3)}&#46;`);
}
function codeInMarkdown(text) {
  return `<code>${forMarkdown(text)}</code>`;
}
function fence(lines, language) {
  const text = lines.map((line) => inert(visible(line.replaceAll("\n", " ")))).join("\n");
  let longest = 2;
  for (const run of text.match(/`+|~+/g) ?? []) longest = Math.max(longest, run.length);
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}
${text}
${ticks}`;
}
function commandData(text) {
  return visible(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
function commandProperty(text) {
  return commandData(oneLine(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
var PLAIN = /^[\x20-\x7e\n\t]*$/;
var NOT_XML = /[\p{Cc}\ufffe\uffff\ue000\u202a-\u202e\u2066-\u2069]/gu;
var KEPT_IN_XML = /* @__PURE__ */ new Set(["	", "\n", "\r"]);
function forXml(text) {
  if (PLAIN.test(text) && !text.includes("]]>")) return text;
  return text.toWellFormed().replaceAll("]]>", "]] >").replace(NOT_XML, (char) => KEPT_IN_XML.has(char) ? char : shownControl(char));
}

// src/render/words.ts
function shortFunction(name) {
  const bracket = name.indexOf("[");
  const slash = name.lastIndexOf("/", bracket < 0 ? name.length : bracket);
  return name.slice(slash + 1);
}
function whatOf(incident) {
  const words = incident.kind === "race" ? incident.detail ?? incident.message : incident.message ?? incident.detail;
  if (words !== null && words !== "") return oneLine(words);
  return incident.kind === "exit" ? "the process ended in the middle: os.Exit or log.Fatal" : "no word was left";
}
function headingOf(incident) {
  const change = incident.baseline === null ? "" : `${CHANGE_WORDS[incident.baseline]} `;
  return change + kindWords(incident);
}
var CHANGE_WORDS = {
  new: "NEW",
  known: "KNOWN",
  fixed: "FIXED",
  unknown: "PERHAPS NEW"
};
function waiverOf(report, incident) {
  const finding = report.findings.find((each) => each.fingerprint === incident.fingerprint);
  return finding?.waived ?? null;
}
function baseWords(incident) {
  if (incident.baseline === null) return null;
  return incident.baselineReason === null ? incident.baseline : `${incident.baseline}: ${incident.baselineReason}`;
}
function baseLine(report) {
  const { base } = report;
  if (base.state === "not-asked") return null;
  if (base.state === "unavailable") return base.reason;
  const name = base.commit?.slice(0, 8) ?? base.ref ?? "";
  const how = base.how === null ? "" : `, by ${base.how}`;
  return `base ${name} (${base.reason ?? ""})${how}`;
}
function kindWords(incident) {
  const words = {
    panic: "PANIC",
    fatal: "FATAL ERROR",
    race: "DATA RACE",
    timeout: "TIMEOUT",
    exit: "EXIT",
    signal: "SIGNAL",
    build: "BUILD FAILURE",
    vet: "VET FAILURE"
  };
  return words[incident.kind];
}
function howOften(incident) {
  const seen = incident.occurrences.filter((occurrence) => occurrence.failed > 0);
  const attempts = sum(seen.map((occurrence) => occurrence.attempts));
  const failed = sum(seen.map((occurrence) => occurrence.failed));
  if (attempts <= 1) return "seen once";
  const tries = `${failed} of ${attempts} tries`;
  return `${incident.reproduction ?? "seen"}: ${tries}${underVariants(incident)}`;
}
function howOftenShort(incident) {
  const seen = incident.occurrences.filter((occurrence) => occurrence.failed > 0);
  const attempts = sum(seen.map((occurrence) => occurrence.attempts));
  if (attempts <= 1) return "once";
  const tries = `${sum(seen.map((occurrence) => occurrence.failed))} of ${attempts}`;
  const isPartial = seen.length < incident.occurrences.length;
  const name = isPartial ? `${seen.map((each) => each.variant).join(", ")} only` : incident.reproduction;
  return `${name ?? "seen"} (${tries})`;
}
function underVariants(incident) {
  const seen = incident.occurrences.filter((occurrence) => occurrence.failed > 0);
  const all = incident.occurrences.length;
  if (all === 1) return "";
  if (seen.length === all) return ` under all ${all} variants`;
  return ` under ${seen.map((occurrence) => occurrence.variant).join(", ")} only`;
}
var sum = (numbers) => numbers.reduce((left, right) => left + right, 0);
function howSure(incident) {
  const by = {
    report: "its own FAIL line",
    stack: "on its own stack",
    creator: "its goroutine's creator",
    ancestor: "its goroutine's ancestors",
    "running-list": "listed as running",
    "only-running": "the only test running",
    stream: "the output it stands in",
    none: "no test was running"
  };
  return `${incident.attribution.confidence}: ${by[incident.attribution.by]}`;
}
function countTests(tests) {
  const of = (outcome) => tests.filter((test) => test.outcome === outcome).length;
  return {
    pass: of("pass"),
    fail: of("fail"),
    skip: of("skip"),
    interrupted: of("interrupted"),
    notRun: of("not-run"),
    all: tests.length
  };
}
function countsLine(report) {
  const counts = countTests(report.tests);
  if (counts.all === 0) return "no tests ran";
  const rest = [
    counts.fail > 0 ? `${counts.fail} failed` : "",
    counts.skip > 0 ? `${counts.skip} skipped` : "",
    counts.interrupted > 0 ? `${counts.interrupted} interrupted` : "",
    counts.notRun > 0 ? `${counts.notRun} never ran` : ""
  ].filter((part) => part !== "");
  return [`${counts.pass} of ${counts.all} tests passed`, ...rest].join(", ");
}
function byPackage(report) {
  const groups = /* @__PURE__ */ new Map();
  for (const info of report.packages) {
    groups.set(info.importPath, { path: info.importPath, info, tests: [] });
  }
  for (const test of report.tests) {
    const group = groups.get(test.package) ?? { path: test.package, info: null, tests: [] };
    group.tests.push(test);
    groups.set(test.package, group);
  }
  return [...groups.values()];
}
function becauseOf(because, incidents) {
  switch (because) {
    case "failfast":
      return "-failfast ended the package";
    case "testmain":
      return "TestMain ended without running them";
    case "interrupted":
      return "the run was interrupted";
    default: {
      const incident = incidents.find((candidate) => candidate.fingerprint === because);
      return incident === void 0 ? "the process ended before" : `${headingOf(incident).toLowerCase()} in ${incident.test ?? incident.package}`;
    }
  }
}

export {
  shortened,
  forLog,
  forMarkdown,
  codeInMarkdown,
  fence,
  commandData,
  commandProperty,
  forXml,
  shortFunction,
  whatOf,
  headingOf,
  waiverOf,
  baseWords,
  baseLine,
  howOften,
  howOftenShort,
  howSure,
  countsLine,
  byPackage,
  becauseOf
};
