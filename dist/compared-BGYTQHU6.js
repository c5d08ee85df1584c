import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{headView,withBase,withBaseReport}from"./chunk-5I65LMCA.js";import"./chunk-Z55SXM5K.js";import"./chunk-XPVBBEHO.js";export{headView,withBase,withBaseReport};
