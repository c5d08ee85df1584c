import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-5ZP3T24V.js";import"./chunk-4KOLZKIE.js";import"./chunk-BREDF5SO.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
