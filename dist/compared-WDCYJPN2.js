import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{headView,withBase,withBaseReport}from"./chunk-BY4LCNQZ.js";import"./chunk-U3ZVROLD.js";import"./chunk-XPVBBEHO.js";export{headView,withBase,withBaseReport};
