import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-VWKMFDZY.js";import"./chunk-KNDINZ2O.js";import"./chunk-HSSE2R5S.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
