import ts from 'typescript';
import { expect, it } from 'vitest';
import { kernelOf } from '../../../shared/variants/kernel.ts';
import { VARIANTS } from '../../../shared/variants/variants.ts';

// What is first in a file that begins with `/**` is explained by that, in hovers and completions.
it('what a file of the kernel says of itself is not said of the first constant or function in it', () => {
  const headed = VARIANTS.flatMap(({ name }) => kernelOf(name)).flatMap(({ path, text }) => {
    const [first, ...more] = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true).statements;
    const named = first && (ts.isVariableStatement(first) || ts.isFunctionDeclaration(first)) && more.length > 0;
    return named && ts.getJSDocCommentsAndTags(first)[0]?.pos === 0 ? [path] : [];
  });
  expect(headed).toEqual([]);
});
