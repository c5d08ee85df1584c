import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  withBase,
  withBaseReport
} from "./chunk-XJOCQMXQ.js";
import "./chunk-5RVM6DNW.js";
import "./chunk-QRL5WDDT.js";
import "./chunk-I7RXSEDW.js";
export {
  withBase,
  withBaseReport
};
