import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{loadWaivers}from"./chunk-SDOPLXZN.js";import"./chunk-QBHSTVDB.js";import"./chunk-X5XLA7QP.js";import"./chunk-NXMDOWPL.js";import"./chunk-CA4FFY6Y.js";import"./chunk-XPVBBEHO.js";async function waiveAndPrint(command){let{addWaiver,unknownWords}=await loadWaivers(),words=unknownWords(command.dir,command.fingerprint);return words!==null&&process.stderr.write(`panicpath: ${words}
`),process.stdout.write(`${addWaiver(command.dir,command)}: ${command.fingerprint} is waived
`),0}export{waiveAndPrint};
