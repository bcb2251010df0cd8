/** All rectangles of a frame in one instanced draw call. */
import { type Rects, RECT_BYTES } from '../view/rects.ts';
import type { Painter } from './painter.ts';

const vertexSource = `#version 300 es
layout(location = 0) in vec4 rect;
layout(location = 1) in vec4 fill;
uniform vec2 size;
flat out vec3 colour;
flat out int pattern;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec2 at = (rect.xy + corner * rect.zw) / size * 2.0 - 1.0;
  gl_Position = vec4(at.x, -at.y, 0, 1);
  colour = fill.rgb;
  pattern = int(fill.a * 255.0 + 0.5);
}`;

const fragmentSource = `#version 300 es
precision mediump float;
flat in vec3 colour;
flat in int pattern;
out vec4 result;
void main() {
  result = vec4(colour, 1);
  if (pattern != 0) {
    int diagonal = int(gl_FragCoord.x) + int(gl_FragCoord.y);
    bool stripe = pattern == 1 ? diagonal % 8 < 3 : diagonal % 6 < 1;
    if (pattern == 1 && stripe) result.rgb *= 0.78;
    if (pattern == 2 && !stripe) discard;
  }
}`;

export class WebglPainter implements Painter {
  readonly kind = 'webgl2';
  private capacity = 0;
  private size: WebGLUniformLocation | null = null;
  private ready = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly gl: WebGL2RenderingContext,
  ) {
    this.setUp();
    canvas.addEventListener('webglcontextlost', this.onLost);
    canvas.addEventListener('webglcontextrestored', this.onRestored);
  }

  paint(rects: Rects, background: number): void {
    if (!this.ready) return;
    const { gl, canvas } = this;
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor((background & 255) / 255, ((background >> 8) & 255) / 255, ((background >> 16) & 255) / 255, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (rects.count === 0) return;
    if (this.capacity !== rects.buffer.byteLength) {
      this.capacity = rects.buffer.byteLength;
      gl.bufferData(gl.ARRAY_BUFFER, this.capacity, gl.STREAM_DRAW);
    }
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, rects.words, 0, (rects.count * RECT_BYTES) / 4);
    gl.uniform2f(this.size, canvas.width, canvas.height);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, rects.count);
  }

  finish(): void {
    this.gl.finish();
  }

  dispose(): void {
    this.canvas.removeEventListener('webglcontextlost', this.onLost);
    this.canvas.removeEventListener('webglcontextrestored', this.onRestored);
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  private readonly onLost = (event: Event): void => {
    event.preventDefault();
    this.ready = false;
  };

  private readonly onRestored = (): void => this.setUp();

  private setUp(): void {
    const { gl } = this;
    // It comes back, and says so.
    if (gl.isContextLost()) return;
    const program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, vertexSource], [gl.FRAGMENT_SHADER, fragmentSource]] as const) {
      const shader = gl.createShader(kind)!;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(`The timeline's shaders do not link: ${gl.getProgramInfoLog(program)}`);
    gl.useProgram(program);
    this.size = gl.getUniformLocation(program, 'size');
    // The one of a context that was lost is gone with it.
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 4, gl.SHORT, false, RECT_BYTES, 0);
    gl.vertexAttribDivisor(0, 1);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(1, 4, gl.UNSIGNED_BYTE, true, RECT_BYTES, 8);
    gl.vertexAttribDivisor(1, 1);
    this.capacity = 0;
    this.ready = true;
  }
}
