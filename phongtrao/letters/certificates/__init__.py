"""Certificates, flags and the like: one typed object for what a paper says, a template for how it looks, a PDF of
any number of them. Measures in millimetres of an A4 that lies; an A3 is the same, larger."""

from phongtrao.letters.certificates.certificate import Certificate, Kind
from phongtrao.letters.certificates.fitting import NoSign, TooLong
from phongtrao.letters.certificates.loading import TemplateFault, load, shipped
from phongtrao.letters.certificates.template import Template
from phongtrao.letters.certificates.writing import Writer, write

__all__ = [
    "Certificate",
    "Kind",
    "NoSign",
    "Template",
    "TemplateFault",
    "TooLong",
    "Writer",
    "load",
    "shipped",
    "write",
]
