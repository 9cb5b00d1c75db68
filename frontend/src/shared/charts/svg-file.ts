const PAINT = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'text-anchor',
  'dominant-baseline',
  'visibility',
  'display',
] as const;

/** The chart as it is on screen, in a file that needs neither our style sheet nor our theme. */
export function svgText(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  paint(svg, copy);
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  if (width > 0) copy.setAttribute('width', String(Math.round(width)));
  if (height > 0) copy.setAttribute('height', String(Math.round(height)));
  copy.insertBefore(background(svg), copy.firstChild);
  return new XMLSerializer().serializeToString(copy);
}

function paint(from: Element, to: Element) {
  const style = getComputedStyle(from);
  to.removeAttribute('class');
  to.removeAttribute('style');
  for (const name of PAINT) {
    const value = style.getPropertyValue(name);
    if (value) to.setAttribute(name, value);
  }
  for (let at = 0; at < from.children.length; at += 1) {
    const [source, target] = [from.children[at], to.children[at]];
    if (source && target) paint(source, target);
  }
}

function background(svg: SVGSVGElement): SVGRectElement {
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  rect.setAttribute('width', '100%');
  rect.setAttribute('height', '100%');
  rect.setAttribute('fill', getComputedStyle(svg.ownerDocument.body).backgroundColor || '#ffffff');
  return rect;
}
