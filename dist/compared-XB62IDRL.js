import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{headView,withBase,withBaseReport}from"./chunk-LRJ6MIBF.js";import"./chunk-4YZ3PTK7.js";import"./chunk-XPVBBEHO.js";export{headView,withBase,withBaseReport};
