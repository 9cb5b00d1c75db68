// For each key press: when the key went down (the browser's own stamp), and when the frame with the next item was
// painted. A task that is posted from an animation frame runs after that frame was painted.
(() => {
  const presses = [];
  window.__presses = presses;
  const current = () => {
    const item = document.querySelector($item);
    const image = item?.querySelector('img');
    if (image) return image.complete && image.naturalWidth > 0 ? image.src : null;
    return item?.querySelector('p')?.textContent ?? null;
  };
  const afterPaint = (call) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => call(performance.now());
    channel.port2.postMessage(null);
  };
  window.addEventListener(
    'keydown',
    (event) => {
      const before = current();
      const press = { at: performance.timeOrigin + event.timeStamp, handled: performance.now() - event.timeStamp };
      Object.assign(press, { frames: 0, painted: null, second_frame: null });
      presses.push(press);
      const look = () => {
        press.frames += 1;
        const now = current();
        if (now === null || now === before) return requestAnimationFrame(look);
        requestAnimationFrame(() => (press.second_frame = performance.now() - event.timeStamp));
        return afterPaint((painted) => (press.painted = painted - event.timeStamp));
      };
      requestAnimationFrame(look);
    },
    { capture: true },
  );
})();
