import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{readReport,readReportFile,readReportFiles,reportReader}from"./chunk-C5LB5W6Z.js";import"./chunk-XJMIWTLA.js";import"./chunk-KOHZFUVZ.js";import"./chunk-QTVI3X5L.js";import"./chunk-XPVBBEHO.js";export{readReport,readReportFile,readReportFiles,reportReader};
