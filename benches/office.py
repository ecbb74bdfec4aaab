"""office.py FOLDER WORKERS SAMPLE: fills in FOLDER/template.docx SAMPLE times with docxtpl, has LibreOffice print
each, and prints how many a second that was. Python is started once, LibreOffice for each document, with a
profile for each worker, for of one profile only one can run at a time; what a first start takes is left out.
"""
import pathlib, subprocess, sys, threading, time
from concurrent.futures import ThreadPoolExecutor

import docx, docxtpl

folder, workers, sample = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
template = docx.Document(folder / "template.docx")
paragraph = max(template.paragraphs, key=lambda paragraph: len(paragraph.text))
text = paragraph.text
for run in paragraph.runs[1:]:
    run._element.getparent().remove(run._element)
paragraph.runs[0].text = "{{ text }}"
template.save(folder / "tagged.docx")


def make(n):
    filled = docxtpl.DocxTemplate(folder / "tagged.docx")
    filled.render({"text": f"{text}{n}"})
    file = folder / f"filled-{n}.docx"
    filled.save(file)
    profile = folder / f"profile-{threading.get_ident()}"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", folder, file], check=True, capture_output=True)
    assert file.with_suffix(".pdf").stat().st_size > 1000


with ThreadPoolExecutor(workers) as pool:
    list(pool.map(make, range(workers)))
    start = time.perf_counter()
    list(pool.map(make, range(sample)))
    print(sample / (time.perf_counter() - start))
