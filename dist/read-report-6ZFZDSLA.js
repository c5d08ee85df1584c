import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{readReport,readReportFile,readReportFiles,reportReader}from"./chunk-CDAUMB7B.js";import"./chunk-DDEHL46K.js";import"./chunk-4YZ3PTK7.js";import"./chunk-QTVI3X5L.js";import"./chunk-XPVBBEHO.js";export{readReport,readReportFile,readReportFiles,reportReader};
