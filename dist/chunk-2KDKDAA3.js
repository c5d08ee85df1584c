import{createRequire}from"node:module";const require=createRequire(import.meta.url);
async function withBaselineFile(report,baseline,policy){if(baseline===null)return report;let{readReportFile}=await import("./render-command-L4GMJPQO.js"),{withBaseReport}=await import("./compared-MX2Y44MB.js");return withBaseReport(report,readReportFile(baseline),baseline,policy)}export{withBaselineFile};
