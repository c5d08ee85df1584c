import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{readReport,readReportFile,readReportFiles,reportReader}from"./chunk-PUA3JNZ4.js";import"./chunk-UJBK3CMV.js";import"./chunk-WYF5R4KQ.js";import"./chunk-XPVBBEHO.js";export{readReport,readReportFile,readReportFiles,reportReader};
