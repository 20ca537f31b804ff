const box = document.querySelector(".search"), rows = [...document.querySelectorAll("table:last-of-type tbody tr")];
const folded = text => text.normalize("NFKC").toLowerCase();
const known = rows.map(row => folded(row.textContent));
document.querySelector("section:last-of-type h2").after(box);
box.hidden = false;
box.querySelector("input").addEventListener("input", event => {
  const words = folded(event.target.value).split(/\s+/);
  rows.forEach((row, at) => { row.hidden = !words.every(word => known[at].includes(word)); });
});
