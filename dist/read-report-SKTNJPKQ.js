import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{readReport,readReportFile,readReportFiles,reportReader}from"./chunk-Y5ECDD3P.js";import"./chunk-3GBFNRIU.js";import"./chunk-NWMUTYHH.js";import"./chunk-QTVI3X5L.js";import"./chunk-XPVBBEHO.js";export{readReport,readReportFile,readReportFiles,reportReader};
