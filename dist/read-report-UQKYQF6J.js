import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{readReport,reportReader}from"./chunk-HAPWAGK2.js";import"./chunk-ACME35YW.js";import"./chunk-XPVBBEHO.js";export{readReport,reportReader};
