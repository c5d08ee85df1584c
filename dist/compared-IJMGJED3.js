import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{headView,withBase,withBaseReport}from"./chunk-5GHQL4MT.js";import"./chunk-J7DCN4G7.js";import"./chunk-XPVBBEHO.js";export{headView,withBase,withBaseReport};
