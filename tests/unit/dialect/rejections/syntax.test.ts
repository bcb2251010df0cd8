import { describe, expect, it } from 'vitest';
import { complaints } from '../complaints.ts';

describe('errors: syntax', () => {
  it('syntax errors hide nothing but what they break', () => {
    expect(complaints(`thread('t', () => {
  let x int = 3;
  if (x === ) {}
});`)).toEqual([
      "2:9 TS1005 «int» ',' expected.",
      '3:13 TS1109 «)» Expression expected.',
    ]);
  });

  it('what is C, once a line', () => {
    expect(complaints(`#include <linux/mm.h>
let mm: mm_struct;
struct foo {
  int a;
};
static int f(struct mm_struct *mm) { return 0; }
thread('t', () => {
  mm->map_count = 1;
  if (mm->map_count > 3) mm->map_count--;
  int x = 3;
  goto out;
  let y = ;
});`)).toEqual([
      '1:1 syntax «#include» there is no preprocessor: a constant is `const NAME = 1;`, and nothing is included',
      '3:1 syntax «struct» a struct is declared by `interface foo { a: int; }`; its name is the type of a pointer to it',
      '4:3 syntax «int» a variable is declared by `let x: int = 3;` or `const x = 3;`, a field by `x: int;`',
      '6:1 syntax «static» a function is written `function f(a: int): int { … }`, and one without a result `: void`',
      '8:5 syntax «->» a field is reached by `.`, also through a pointer',
      '9:9 syntax «->» a field is reached by `.`, also through a pointer',
      '10:3 syntax «int» a variable is declared by `let x: int = 3;` or `const x = 3;`, a field by `x: int;`',
      '11:3 syntax «goto» there is no goto: use break and continue, with a label if need be, and return',
      '12:11 TS1109 «;» Expression expected.',
    ]);
  });

  it.each([
    ['struct vm_area_struct *vma = find_vma(mm, 1);', 'struct vm_area_struct *vma', 'a pointer to a struct is declared by `let vma: vm_area_struct`, or `const vma = …`'],
    ['vm_area_struct *vma = find_vma(mm, 1);', 'vm_area_struct *vma', 'a pointer to a struct is declared by `let vma: vm_area_struct`, or `const vma = …`'],
    ['vm_area_struct vma = find_vma(mm, 1);', 'vm_area_struct vma', 'a pointer to a struct is declared by `let vma: vm_area_struct`, or `const vma = …`'],
    ['const vma: vm_area_struct* = find_vma(mm, 1);', ': vm_area_struct*', 'the name of a struct is the type of a pointer to it, without `*`'],
    ['mmap_read_lock(&mm);', '&', 'a struct is passed by its address already, without `&`'],
    ['(void)page_fault(mm, 1, 0);', '(void)', 'a pointer is cast by `cast<foo>(p)`; numbers need no cast, and a result may be left unused'],
    ['const x = (int)5;', '(int)5', 'a pointer is cast by `cast<foo>(p)`; numbers need no cast, and a result may be left unused'],
    ['const n = sizeof(struct vm_area_struct);', 'struct v', 'a struct is named without the word `struct`'],
    ['for (int i = 0; i < 3; i++) page_fault(mm, 1, 0);', 'int i', 'a loop is written `for (let i = 0; i < n; i++)`'],
  ])('C within a function: %s', (line, marked, message) => {
    for (const code of [`let mm: mm_struct;\nthread('t', () => {\n${line}\n});`, `let mm: mm_struct; thread('t', () => { ${line} });`]) {
      expect(complaints(code).map((each) => each.replace(/^\S+ /, ''))).toEqual([`syntax «${marked}» ${message}`]);
    }
  });

  it('no name of the runtime is what was meant', () => {
    expect(complaints(`thread('t', () => { usleep(100); });`)).toEqual(["1:21 TS2552 «usleep» Cannot find name 'usleep'."]);
  });

  it('several in one file', () => {
    expect(complaints(`thread('a', () => { let x int = 3; });
thread('b', () => { if (x === ) {} });
function ( {`)).toEqual([
      "1:27 TS1005 «int» ',' expected.",
      '2:31 TS1109 «)» Expression expected.',
      '3:10 TS1003 «(» Identifier expected.',
      "3:13 TS1005 «» '}' expected.",
    ]);
  });
});
