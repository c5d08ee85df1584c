import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{readReport,readReportFile,readReportFiles,reportReader}from"./chunk-NHRK5E2T.js";import"./chunk-B2RZGGNA.js";import"./chunk-EHDSMB7D.js";import"./chunk-QTVI3X5L.js";import"./chunk-XPVBBEHO.js";export{readReport,readReportFile,readReportFiles,reportReader};
