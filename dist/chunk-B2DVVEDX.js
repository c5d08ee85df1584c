import{createRequire}from"node:module";const require=createRequire(import.meta.url);
async function withBaselineFile(report,baseline,policy){if(baseline===null)return report;let{readReportFile}=await import("./render-command-4XCFYDFT.js"),{withBaseReport}=await import("./compared-R2TZSET7.js");return withBaseReport(report,readReportFile(baseline),baseline,policy)}export{withBaselineFile};
