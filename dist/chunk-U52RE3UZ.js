import{createRequire}from"node:module";const require=createRequire(import.meta.url);
async function withBaselineFile(report,baseline,policy){if(baseline===null)return report;let{readReportFile}=await import("./render-command-HVXE4OQG.js"),{withBaseReport}=await import("./compared-V5ROH23T.js");return withBaseReport(report,readReportFile(baseline),baseline,policy)}export{withBaselineFile};
