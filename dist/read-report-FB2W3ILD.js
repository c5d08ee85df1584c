import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{readReport,readReportFile,readReportFiles,reportReader}from"./chunk-JBPCJAGS.js";import"./chunk-7DZ4LKYA.js";import"./chunk-BRDDJNRS.js";import"./chunk-QTVI3X5L.js";import"./chunk-XPVBBEHO.js";export{readReport,readReportFile,readReportFiles,reportReader};
