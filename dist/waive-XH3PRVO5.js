import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{loadWaivers,nearestWith}from"./chunk-UKVIWUCX.js";import"./chunk-VWF6JK4X.js";import{resolve}from"./chunk-ZHFCWRCW.js";import"./chunk-EPPEPDI2.js";import"./chunk-UFBNIGDQ.js";import"./chunk-XPVBBEHO.js";async function waiveAndPrint(command){let{addWaiver,unknownText}=await loadWaivers(),words=unknownText(command.dir,command.fingerprint);return words!==null&&process.stderr.write(`panicpath: ${words}
`),process.stdout.write(`${addWaiver(rootOf(resolve(command.dir)),command)}: ${command.fingerprint} is waived
`),0}function rootOf(dir){return nearestWith(dir,".git")??nearestWith(dir,"go.mod")??dir}export{waiveAndPrint};
