#!/usr/bin/env python3
"""tests/golden/draw_seals.py: draws the seals and signature stamps of the golden cases.

Made-up organs; the word 样章 across each says that it is none. Needs Pillow.
"""
import math
import pathlib

from PIL import Image, ImageDraw, ImageFont

HERE = pathlib.Path(__file__).resolve().parent
FONTS = HERE.parent.parent / "fonts"
RED = (220, 20, 20, 255)
SIDE = 496  # 42 mm at 300 dpi


def font(name, size):
    return ImageFont.truetype(str(next(FONTS.rglob(name))), size)


def turned(canvas, glyph, angle, radius):
    tile = Image.new("RGBA", (90, 90))
    ImageDraw.Draw(tile).text((45, 45), glyph, RED, font("GongwenFangSong-Regular.*", 62), anchor="mm")
    tile = tile.rotate(-angle, resample=Image.Resampling.BICUBIC)
    x = SIDE / 2 + radius * math.sin(math.radians(angle)) - 45
    y = SIDE / 2 - radius * math.cos(math.radians(angle)) - 45
    canvas.alpha_composite(tile, (round(x), round(y)))


def seal(path, organ):
    canvas = Image.new("RGBA", (SIDE, SIDE), (255, 255, 255, 0))
    draw = ImageDraw.Draw(canvas)
    draw.ellipse((6, 6, SIDE - 7, SIDE - 7), outline=RED, width=12)
    middle, outer, inner = SIDE / 2, 78, 30
    star = []
    for k in range(10):
        radius, angle = (outer if k % 2 == 0 else inner), math.radians(36 * k)
        star.append((middle + radius * math.sin(angle), middle - radius * math.cos(angle)))
    draw.polygon(star, fill=RED)
    step = 240 / max(1, len(organ) - 1)
    for k, glyph in enumerate(organ):
        turned(canvas, glyph, -120 + k * step, 190)
    draw.text((middle, 380), "样章", RED, font("GongwenFangSong-Regular.*", 44), anchor="mm")
    path.parent.mkdir(exist_ok=True)
    canvas.save(path)


def stamp(path, name):
    canvas = Image.new("RGBA", (120 * len(name) + 40, 170), (255, 255, 255, 0))
    draw = ImageDraw.Draw(canvas)
    draw.text((canvas.width / 2, 85), name, RED, font("GongwenKai-Regular.*", 118), anchor="mm")
    canvas.save(path)


if __name__ == "__main__":
    seal(HERE / "signature/印章/县政府办公室.png", "青溪县人民政府办公室")
    stamp(HERE / "signature/印章/王明远.png", "王明远")
    for organ in ("青溪县水利局", "青溪县财政局", "青溪县农业农村局", "青溪县人社局", "青溪县资源局"):
        seal(HERE / f"joint/印章/{organ[3:]}.png", organ)
