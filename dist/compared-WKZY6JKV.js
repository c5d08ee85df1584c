import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-ZJDBA5UP.js";import"./chunk-QOMQPJTB.js";import"./chunk-LCJ4A2BI.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
