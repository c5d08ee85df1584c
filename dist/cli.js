#!/usr/bin/env node
import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{Interruption,exitCodeOf,failureWords,runProgram}from"./chunk-HO5Y2JGJ.js";import{settingsFromArguments}from"./chunk-TW2SCTF3.js";import"./chunk-MBRATKM4.js";import"./chunk-CA4FFY6Y.js";import"./chunk-XPVBBEHO.js";var interruption=new Interruption;process.stdout.on("error",error=>{process.exit(error.code==="EPIPE"?0:3)});var args=process.argv.slice(2),settings=null;try{settings=settingsFromArguments(args),process.exitCode=await runProgram(settings,interruption)}catch(error){process.stderr.write(`${await failureWords(error,args.includes("--verbose"),settings)}
`),process.exitCode=exitCodeOf(error)}
