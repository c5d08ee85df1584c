import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-7PG3URVX.js";import"./chunk-DOQ3XPRJ.js";import"./chunk-ACME35YW.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
