"""Short chats for the instructions workload: a question, a short answer, now and then a system message.

They are made, not collected: every answer is computed, the same seed gives the same chats, and their lengths are those
of everyday questions (about fifty tokens with the template, about sixteen of them in the answer).
"""

import json
import pathlib
import random

SYSTEMS = (
    "You are a helpful math tutor.", "You are a patient teacher.", "You are a careful clerk.",
    "You answer in one short sentence.", "You are a friendly shop assistant.")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
GOODS = ("apples", "candles", "notebooks", "oranges", "pencils", "postcards", "ribbons", "teacups")
WORDS = ("bridge", "candle", "garden", "harbour", "lantern", "meadow", "orchard", "window")


def product(random: random.Random) -> tuple[str, str]:
    a, b = random.randint(3, 29), random.randint(3, 12)
    return f"What is {a} times {b}?", f"{a} times {b} is {a * b}."


def later_day(random: random.Random) -> tuple[str, str]:
    today, later = random.randrange(7), random.randint(2, 30)
    return (
        f"Today is {DAYS[today]}. Which day is it in {later} days?",
        f"In {later} days it will be {DAYS[(today + later) % 7]}.")


def price(random: random.Random) -> tuple[str, str]:
    goods, count, each = random.choice(GOODS), random.randint(2, 12), random.randint(2, 9)
    return (
        f"What do {count} {goods} cost at {each} crowns each?",
        f"{count} {goods} at {each} crowns each cost {count * each} crowns in all.")


def letters(random: random.Random) -> tuple[str, str]:
    word = random.choice(WORDS)
    return f"How do you spell '{word}'?", f"It is spelled {'-'.join(word)}, with {len(word)} letters."


def hours(random: random.Random) -> tuple[str, str]:
    count = random.randint(2, 11)
    return f"How many minutes are {count} hours?", f"{count} hours are {count * 60} minutes."


def even_numbers(random: random.Random) -> tuple[str, str]:
    first, count = 2 * random.randint(1, 20), random.randint(4, 9)
    numbers = range(first, first + 2 * count, 2)
    listed = ", ".join(map(str, numbers[:-1]))
    return (
        f"List the even numbers from {first} to {numbers[-1]}.",
        f"The even numbers from {first} to {numbers[-1]} are {listed} and {numbers[-1]}.")


KINDS = (product, later_day, price, letters, hours, product, hours, even_numbers)


def chats(count: int = 128, seed: int = 0) -> list[dict]:
    """The chats, each as {"messages": […]}."""
    source = random.Random(seed)
    result = []
    for _ in range(count):
        question, answer = source.choice(KINDS)(source)
        messages = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
        if source.random() < 0.2:
            messages.insert(0, {"role": "system", "content": source.choice(SYSTEMS)})
        result.append({"messages": messages})
    return result


def write(path: pathlib.Path) -> pathlib.Path:
    """Writes the chats as JSONL and gives the path back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(chat) + "\n" for chat in chats()), encoding="utf-8")
    return path
