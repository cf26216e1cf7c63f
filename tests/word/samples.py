"""A text, and what became of it: every kind of change once."""

OLD = """# Ziele

Die Stadt stellt 700 Euro bereit.

Ein Absatz, der an eine andere Stelle kommt, mit Wörtern genug dafür.

1. erstens
2. zweitens

| Ort | Kurse |
| --- | ---: |
| Linden | 12 |
| List | 7 |

Der Beirat rät ab. Er nennt dafür viele gute Gründe, die alle hier stehen.

Der letzte Absatz mit [Quelle](https://a.example/alt).
"""
NEW = """# Ziele

Die Stadt stellt **770** Euro bereit.

1. erstens
2. neu
3. zweitens

| Ort | Kurse |
| --- | ---: |
| Linden | 14 |
| Ricklingen | 3 |

Der Beirat rät ab.

Er nennt dafür viele gute Gründe, die alle hier stehen.

Der *letzte* Absatz mit [Quelle](https://a.example/neu).

Ein Absatz, der an eine andere Stelle kommt, mit Wörtern genug dafür.
"""
