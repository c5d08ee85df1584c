import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{readReport,readReportFile,readReportFiles,reportReader}from"./chunk-74P7MMS5.js";import"./chunk-W6J5JY7N.js";import"./chunk-WSHY7TFT.js";import"./chunk-XPVBBEHO.js";export{readReport,readReportFile,readReportFiles,reportReader};
