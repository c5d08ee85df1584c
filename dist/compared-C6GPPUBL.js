import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport,withChanges}from"./chunk-TN2UCWFM.js";import"./chunk-AYEBVQAY.js";import"./chunk-MM4BIVJU.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport,withChanges};
