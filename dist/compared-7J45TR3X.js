import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-FGRVRDXI.js";import"./chunk-KHZBLFVO.js";import"./chunk-BREDF5SO.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
