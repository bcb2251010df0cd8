/**
 * Functions of the runtime and the kernel as they were lowered for an earlier program, for one in which all that they
 * depend on is the same: their own text, what the files declare (the outlines), the layouts that come of it, and the
 * constants and switches that were asked for on the way. What a scenario adds has no name that the kernel knows (but for
 * fields of its structs, which their layouts have), or there is a complaint.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import ts from 'typescript';
import type { IrFunction } from '../ir.ts';
import { simplify } from '../passes/simplify.ts';
import type { Answers } from './constants.ts';
import type { Declarations, FunctionDecl } from './declarations.ts';
import { lowerFunction } from './function.ts';
import { beginMovable, moveInto, type Movable } from './movable.ts';
import type { Unit } from './unit.ts';

/** Environments remembered: protocols, times backends, times layouts that switches make. The one not used for longest goes first. */
const ENVIRONMENTS = 24;
/** Of one function in one environment, each with other constants. The oldest goes first. */
const WAYS = 6;

interface Kept {
  name: string;
  answers: Answers;
  movable: Movable;
}

type Environment = WeakMap<ts.Node, Kept[]>;

export class KeptFunctions {
  private readonly environments = new Map<string, Environment>();
  private readonly outlines = new WeakMap<ts.SourceFile, string>();

  /** How to lower the functions of a unit in which everything is declared. `files`: all of its own but the scenario. */
  lowering(unit: Unit, declarations: Declarations, files: readonly ts.SourceFile[]): (decl: FunctionDecl) => IrFunction {
    const ours = new Set(files);
    const environment = this.environment(unit, declarations, ours);
    return ({ name, node }) => {
      const file = node.getSourceFile();
      const lower = (): IrFunction => simplify(lowerFunction(unit, { name, node }));
      if (!ours.has(file)) return lower();
      const ways = environment.get(node) ?? [];
      const kept = ways.find((k) => k.name === name && unit.constants.agree(k.answers));
      if (kept) {
        unit.constants.repeat(kept.answers);
        return moveInto(unit, kept.movable);
      }
      const end = beginMovable(unit);
      let fn!: IrFunction;
      const answers = unit.constants.listen(() => (fn = lower()));
      // What is wrong must be said each time.
      const isClean = unit.reporter.diagnostics.every((d) => d.file !== file.fileName);
      if (isClean) environment.set(node, [{ name, answers, movable: end(fn) }, ...ways].slice(0, WAYS));
      return fn;
    };
  }

  private environment({ types, globals, marksStatements }: Unit, declarations: Declarations, files: ReadonlySet<ts.SourceFile>): Environment {
    const isOurs = ({ node }: { node: ts.Node }): boolean => files.has(node.getSourceFile());
    const layouts = declarations.structs.filter((node) => isOurs({ node })).map((s) => types.layout(s.name.text));
    const storage = declarations.globals.filter(isOurs).map((g) => globals.get(g.name));
    const key = JSON.stringify([[...files].map((f) => this.outline(f)), marksStatements, layouts, storage]);
    const environment = this.environments.get(key) ?? new WeakMap<ts.Node, Kept[]>();
    this.environments.delete(key);
    this.environments.set(key, environment);
    if (this.environments.size > ENVIRONMENTS) this.environments.delete(this.environments.keys().next().value!);
    return environment;
  }

  /** The same for files that declare the same: a hash of their text but for the bodies of functions. */
  private outline(file: ts.SourceFile): string {
    const known = this.outlines.get(file);
    if (known !== undefined) return known;
    const text = [file.fileName, ...file.statements.map((s) => file.text.slice(s.pos, ts.isFunctionDeclaration(s) && s.body ? s.body.pos : s.end))].join('\0');
    const outline = bytesToHex(sha256(utf8ToBytes(text)));
    this.outlines.set(file, outline);
    return outline;
  }
}
