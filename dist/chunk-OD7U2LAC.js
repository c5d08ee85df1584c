import{createRequire}from"node:module";const require=createRequire(import.meta.url);
async function withBaselineFile(report,baseline,policy){if(baseline===null)return report;let{readReportFile}=await import("./render-command-BC5JKC3O.js"),{withBaseReport}=await import("./compared-WKZY6JKV.js");return withBaseReport(report,readReportFile(baseline),baseline,policy)}export{withBaselineFile};
