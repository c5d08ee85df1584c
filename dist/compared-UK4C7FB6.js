import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{headView,withBase,withBaseReport}from"./chunk-H75YV57N.js";import"./chunk-NGX5FZXQ.js";import"./chunk-XPVBBEHO.js";export{headView,withBase,withBaseReport};
