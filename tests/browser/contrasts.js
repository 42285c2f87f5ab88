// The contrasts of what is seen now: of words on what lies behind them, and of the edges of keys and fields.
const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
const light = ([red, green, blue]) => 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
const behind = (element) => {
  const colour = numbers(getComputedStyle(element).backgroundColor);
  return colour[3] === 0 && element.parentElement ? behind(element.parentElement) : colour;
};
const contrast = (one, other) => {
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
};
const found = { text: [], edge: [] };
for (const element of document.querySelectorAll("body *")) {
  if (!element.getClientRects().length || element.closest(".unseen")) continue;
  const style = getComputedStyle(element);
  const words = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (words || element.matches("svg, input")) found.text.push(contrast(numbers(style.color), behind(element)));
  if (element.matches(".key, input")) found.edge.push(contrast(numbers(style.borderTopColor), behind(element.parentElement)));
}
return found;
