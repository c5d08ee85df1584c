import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{createHash}from"node:crypto";var fingerprintHash=text=>createHash("sha256").update(text).digest("hex").slice(0,16);export{fingerprintHash};
