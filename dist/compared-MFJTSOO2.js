import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-5KOIU3RC.js";import"./chunk-D6US7NBO.js";import"./chunk-NWMUTYHH.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
