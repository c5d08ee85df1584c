import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{readReport,readReportFile,readReportFiles,reportReader}from"./chunk-5P3XTE7P.js";import"./chunk-NGSXLPLD.js";import"./chunk-Z55SXM5K.js";import"./chunk-XPVBBEHO.js";export{readReport,readReportFile,readReportFiles,reportReader};
