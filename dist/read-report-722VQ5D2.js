import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{readReport,reportReader}from"./chunk-DXNPZXJB.js";import"./chunk-HSSE2R5S.js";import"./chunk-XPVBBEHO.js";export{readReport,reportReader};
