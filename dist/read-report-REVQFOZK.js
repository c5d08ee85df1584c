import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{readReport,reportReader}from"./chunk-HB5A6Q6J.js";import"./chunk-LCJ4A2BI.js";import"./chunk-XPVBBEHO.js";export{readReport,reportReader};
