// How far a job is, asked for every second; once it is over, its page is shown anew and says what came of it.
"use strict";
(() => {
  const place = document.querySelector("[data-job]");
  if (!place) return;
  const words = place.querySelector("[data-words]");
  const bar = place.querySelector("[data-bar]");
  const count = place.querySelector("[data-count]");
  const number = (value) => value.toLocaleString("en");

  const show = (job) => {
    const told = job.state === "waiting" ? `It waits; ${job.ahead} before it.` : job.words;
    if (words.textContent !== told) words.textContent = told; // else a screen reader would say it every second
    if (job.total) {
      bar.max = job.total;
      bar.value = job.done;
      count.textContent = `${number(job.done)} of ${number(job.total)}`;
    } else {
      bar.removeAttribute("value");
      count.textContent = "";
    }
  };

  const look = async () => {
    try {
      const answer = await fetch(place.dataset.job, { cache: "no-store" });
      if (answer.redirected || !answer.ok) return location.reload(); // signed out, or a job that is known no more
      const job = await answer.json();
      if (job.over) return location.reload();
      show(job);
    } catch {
      // The server does not answer just now; it is asked again.
    }
    setTimeout(look, 1000);
  };
  look();
})();
